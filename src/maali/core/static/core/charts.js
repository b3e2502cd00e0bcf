// Draws <figure data-chart="id-of-json"> with ECharts; the JSON block holds an ECharts option.
// Colours are named ("accent", "ok", "person", "risk", "idle"), so that both themes get their own.
"use strict";
(() => {
  if (!window.echarts) return;
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);
  const colour = (name) => {
    probe.className = `colour-${name}`;
    return getComputedStyle(probe).color;
  };
  // Replaces "colour:risk" anywhere in the option by the theme's value.
  const painted = (value) => {
    if (typeof value === "string" && value.startsWith("colour:")) return colour(value.slice(7));
    if (Array.isArray(value)) return value.map(painted);
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, painted(each)]));
    }
    return value;
  };
  const base = () => ({
    color: ["accent", "person", "ok", "risk", "idle", "going"].map(colour),
    textStyle: { fontFamily: "Source Sans, sans-serif", color: colour("text") },
    animation: false,
    grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
    tooltip: { trigger: "axis", renderMode: "richText" },
    aria: { enabled: true, decal: { show: true } },
  });
  const axis = (given) => ({
    axisLabel: { color: colour("quiet") }, axisLine: { lineStyle: { color: colour("line") } },
    splitLine: { lineStyle: { color: colour("line") } }, nameTextStyle: { color: colour("quiet") },
    ...given,
  });
  const language = { fi: "FI", sv: "SV" }[document.documentElement.lang] || "EN";
  const draw = (figure) => {
    const data = document.getElementById(figure.dataset.chart);
    if (!data) return;
    const option = { ...base(), ...painted(JSON.parse(data.textContent)) };
    for (const name of ["xAxis", "yAxis"]) {
      if (Array.isArray(option[name])) option[name] = option[name].map(axis);
      else if (option[name]) option[name] = axis(option[name]);
    }
    if (option.legend) option.legend = { textStyle: { color: colour("text") }, ...option.legend };
    window.echarts.dispose(figure);
    const chart = window.echarts.init(figure, null, { renderer: "svg", locale: language });
    chart.setOption(option);
    if (!figure.dataset.watched) new ResizeObserver(() => window.echarts.getInstanceByDom(figure)?.resize()).observe(figure);
    figure.dataset.watched = "yes";
  };
  const all = () => document.querySelectorAll("figure[data-chart]").forEach(draw);
  all();
  document.addEventListener("maali:theme", all);
  document.addEventListener("maali:shown", all);
  document.addEventListener("htmx:afterSettle", all);
})();
