// What a program asks of the system before it does anything else.
#pragma once

namespace temgoc {

// No core file and no other process of the same user may read this process's memory, which holds
// passphrases and private keys.
void keep_memory_private();

// Gives the standard descriptors that were closed at the start (`temgoc … >&-`) to a file that
// refuses to be written, so that no file of ours gets number 1 and an answer in it. A write to a
// pipe that nobody reads any more is from now on an error (EPIPE) rather than the end of the
// process.
void guard_standard_files();

}  // namespace temgoc
