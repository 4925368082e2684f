// Nothing: a target with headers to be compiled in advance must have a source.
