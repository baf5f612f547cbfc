# `cmake --install`. A package of Debian is a component: `temgoc`, `temgoc-verify`. Words, pages and label templates are inside the
# programs; the fonts alone are read at run time, from TEMGOC_FONT_DIR.
include(GNUInstallDirs)
set(TEMGOC_UNIT_DIR lib/systemd/system CACHE PATH "where units of systemd go")

install(TARGETS temgoc RUNTIME COMPONENT temgoc)
install(TARGETS temgoc-verify RUNTIME COMPONENT temgoc-verify)

# Man pages and completions are written by the programs themselves, from the tables that their --help is made of.
set(manual_dir ${PROJECT_BINARY_DIR}/manual)
set(manual_stamp ${manual_dir}/written)
add_custom_command(OUTPUT ${manual_stamp}
  COMMAND ${CMAKE_COMMAND} -DTEMGOC=$<TARGET_FILE:temgoc> -DVERIFIER=$<TARGET_FILE:temgoc-verify> -DFOLDER=${manual_dir}
          -P ${PROJECT_SOURCE_DIR}/cmake/write_manual.cmake
  COMMAND ${CMAKE_COMMAND} -E touch ${manual_stamp}
  DEPENDS temgoc temgoc-verify ${PROJECT_SOURCE_DIR}/cmake/write_manual.cmake VERBATIM)
add_custom_target(manual_files ALL DEPENDS ${manual_stamp})

foreach(program temgoc temgoc-verify)
  install(DIRECTORY ${manual_dir}/${program}/man/ DESTINATION ${CMAKE_INSTALL_MANDIR} COMPONENT ${program})
  install(DIRECTORY ${manual_dir}/${program}/completions/ DESTINATION ${CMAKE_INSTALL_DATADIR} COMPONENT ${program})
endforeach()

# What both units share. A part of a unit cannot be included from another file.
file(READ packaging/systemd/sandbox.conf common_sandbox)
foreach(service serve console)
  configure_file(packaging/systemd/temgoc-${service}.service.in packaging/temgoc-${service}.service @ONLY)
  install(FILES ${PROJECT_BINARY_DIR}/packaging/temgoc-${service}.service DESTINATION ${TEMGOC_UNIT_DIR} COMPONENT temgoc)
endforeach()
install(FILES packaging/default/temgoc DESTINATION ${CMAKE_INSTALL_SYSCONFDIR}/default COMPONENT temgoc)

set(doc_dir ${CMAKE_INSTALL_DATADIR}/doc/temgoc)
file(GLOB documents CONFIGURE_DEPENDS docs/*.md)
list(FILTER documents EXCLUDE REGEX "/README\\.md$")  # the index of the folder: in the package the one above it has that name
install(FILES README.md CHANGELOG.md SECURITY.md ${documents} DESTINATION ${doc_dir} COMPONENT temgoc)
install(DIRECTORY docs/decisions DESTINATION ${doc_dir} COMPONENT temgoc FILES_MATCHING PATTERN *.md)
file(GLOB examples CONFIGURE_DEPENDS examples/*.csv)
install(FILES ${examples} docs/nginx.conf DESTINATION ${doc_dir}/examples COMPONENT temgoc)
install(PROGRAMS examples/demo.sh docs/verify_with_openssl.sh DESTINATION ${doc_dir}/examples COMPONENT temgoc)
install(DIRECTORY label_templates DESTINATION ${doc_dir}/examples COMPONENT temgoc
  FILES_MATCHING PATTERN *.toml PATTERN README.md PATTERN schema.json)
install(FILES ocop_criteria/decision-26-2026.json DESTINATION ${doc_dir}/examples COMPONENT temgoc)
install(FILES docs/verdict.md docs/bundle_format.md docs/trust_list_format.md docs/seal_format.md
  DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/temgoc-verify COMPONENT temgoc-verify)
