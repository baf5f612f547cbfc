# temgoc_embed(<target> <name> <files>): makes <name>.h, where `embedded::<name>` is a sorted list of {name, content}.
set(TEMGOC_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/embed_script.cmake)
function(temgoc_embed target name)
  set(header ${PROJECT_BINARY_DIR}/generated/embedded/${name}.h)
  add_custom_command(OUTPUT ${header}
    COMMAND ${CMAKE_COMMAND} -DNAME=${name} -DHEADER=${header} "-DFILES=${ARGN}" -P ${TEMGOC_EMBED_SCRIPT}
    DEPENDS ${ARGN} ${TEMGOC_EMBED_SCRIPT} VERBATIM)
  target_sources(${target} PRIVATE ${header})
endfunction()
