"""Methods under test, one module for each kind of sample; each declares them in one tuple."""
