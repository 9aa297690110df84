"""How Avlasta is run: the local runtime, images, manifests, dashboards."""
