"""The portal's pages: one module per page, plain forms first."""
