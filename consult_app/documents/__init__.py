"""The only room that imports reportlab and pypdfium2: blocks to PDF bytes, page images, checks."""
