# Lays man pages and completions out as below a prefix's share/: FOLDER/<program>/man/…, FOLDER/<program>/completions/….
cmake_minimum_required(VERSION 3.25)

function(write_output file)
  cmake_path(GET file PARENT_PATH folder)
  file(MAKE_DIRECTORY ${folder})
  execute_process(COMMAND ${ARGN} OUTPUT_FILE ${file} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE ${FOLDER})
foreach(language en vi)
  set(place man/man1)
  if(NOT language STREQUAL en)
    set(place man/${language}/man1)
  endif()
  file(MAKE_DIRECTORY ${FOLDER}/temgoc/${place})
  execute_process(COMMAND ${TEMGOC} --quiet --lang ${language} man ${FOLDER}/temgoc/${place} OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
  write_output(${FOLDER}/temgoc-verify/${place}/temgoc-verify.1 ${VERIFIER} --lang ${language} --man)
endforeach()

# Descriptions are in Vietnamese, as the programs speak where nobody says otherwise.
function(write_completions program command option)
  set(folder ${FOLDER}/${program}/completions)
  write_output(${folder}/bash-completion/completions/${program} ${command} --lang vi ${option} bash)
  write_output(${folder}/zsh/vendor-completions/_${program} ${command} --lang vi ${option} zsh)
  write_output(${folder}/fish/vendor_completions.d/${program}.fish ${command} --lang vi ${option} fish)
endfunction()
write_completions(temgoc ${TEMGOC} completion)
write_completions(temgoc-verify ${VERIFIER} --completion)
