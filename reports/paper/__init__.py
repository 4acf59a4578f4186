"""Documents on paper: frozen figures in, HTML and PDF out."""
