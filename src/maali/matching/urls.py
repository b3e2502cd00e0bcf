from django.urls import path

from maali.matching.views import catalogue, knowledge, queue

PRODUCTS = {"shelf": catalogue.PRODUCTS}
VENDORS = {"shelf": catalogue.VENDORS}

app_name = "matching"
urlpatterns = [
    path("matching/", queue.queue, name="queue"),
    path("matching/start/", queue.match_start, name="match_start"),
    path("matching/<int:pk>/", queue.proposal_detail, name="proposal"),
    path("matching/<int:pk>/answer/", queue.proposal_answer, name="proposal_answer"),
    path("matching/<int:pk>/undo/", catalogue.change_undo, name="change_undo"),
    path("products/", catalogue.product_list, name="product_list"),
    path("products/<int:pk>/", catalogue.product_detail, name="product_detail"),
    path("products/<int:pk>/join/", catalogue.join_page, PRODUCTS, name="product_join"),
    path("products/<int:pk>/split/", catalogue.split, PRODUCTS, name="product_split"),
    path("vendors/", catalogue.vendor_list, name="vendor_list"),
    path("vendors/<int:pk>/", catalogue.vendor_detail, name="vendor_detail"),
    path("vendors/<int:pk>/join/", catalogue.join_page, VENDORS, name="vendor_join"),
    path("vendors/<int:pk>/split/", catalogue.split, VENDORS, name="vendor_split"),
    path("knowledge/", knowledge.knowledge, name="knowledge"),
    path("knowledge/import/", knowledge.knowledge_import, name="knowledge_import"),
    path("knowledge/<int:pk>/remove/", knowledge.known_remove, name="known_remove"),
    path("knowledge/download.<str:form>", knowledge.knowledge_download, name="knowledge_download"),
]
