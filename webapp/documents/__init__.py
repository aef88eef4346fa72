"""Pure renderers: figures and words in, bytes out (charts, CSV, XLSX, DOCX, PDF, JSON)."""
