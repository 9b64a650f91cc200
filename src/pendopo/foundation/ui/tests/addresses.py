"""Only the kit's own addresses, so that its tests need no other room."""

from django.urls import include, path

urlpatterns = [path("", include("pendopo.foundation.ui.urls"))]
