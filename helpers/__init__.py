"""What the chapters share: the reader's own network code, data, drawing and sliders.

Importing any part changes nothing: no global style, no random seed, no file written.
"""
