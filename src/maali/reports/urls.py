from django.urls import path

from maali.reports import views

app_name = "reports"
urlpatterns = [
    path("reports/", views.report_list, name="report_list"),
    path("reports/region/<slug:kind>/", views.region, name="region"),
    path("reports/organisations/<str:code>/", views.organisation, name="organisation"),
    path("reports/sites/<str:code>/", views.site, name="site"),
    path("reports/sites/<str:code>/send/", views.notice_send, name="notice_send"),
    path("reports/notices/<int:pk>/read/", views.notice_read, name="notice_read"),
]
