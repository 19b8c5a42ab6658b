"""What the chapters teach, kept so that later chapters can use it. Needs NumPy and nothing else.

Every public definition here was written in front of the reader; a chapter's cell that holds the
final version begins with the comment `# kept in helpers/nn/...` and has the same code.
"""
