"""Where characters, rules and fills of a page come from: PDFium, or pdfplumber."""
