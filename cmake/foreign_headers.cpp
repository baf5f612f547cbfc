// Nothing: it gives the precompiled headers of temgoc_module.cmake something to belong to.
