"""The demo: Lạc Thủy as it was in 2023, three communes of today, and live dossiers in every state.

Everything enters through the product's own acts or `dossiers import`; no figure is ever written.
"""
