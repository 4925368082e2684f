# How listings come out of pages, for what compiles them.

# Sets OUT to what stands between the end of one and the beginning of the other, and REST to what comes behind that.
function(ringlet_cut text from to out rest)
  string(LENGTH "${from}" skipped)
  string(FIND "${text}" "${from}" start)
  math(EXPR start "${start} + ${skipped}")
  string(SUBSTRING "${text}" ${start} -1 text)
  string(FIND "${text}" "${to}" end)
  string(SUBSTRING "${text}" 0 ${end} inside)
  string(LENGTH "${to}" skipped)
  math(EXPR end "${end} + ${skipped}")
  string(SUBSTRING "${text}" ${end} -1 text)
  set(${out} "${inside}" PARENT_SCOPE)
  set(${rest} "${text}" PARENT_SCOPE)
endfunction()
