"""What this site says at the foot of every page."""

from importlib.metadata import version

from mkdocs.config.defaults import MkDocsConfig


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Name the site and the version of kept that made it."""
    config.copyright = f"{config.site_name}, made with kept {version('kept')}"
    return config
