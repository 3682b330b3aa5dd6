"""The only code that knows MkDocs, Material and mkdocs-static-i18n."""
