#!/bin/bash
# Imports every CSV file of a folder, such as the exports that another system puts there:
#
#   bulk-import.sh FOLDER [OPTION OF crm import csv]...
#
# A file whose rows are all imported moves to FOLDER/done. Of a file with wrong rows the right ones
# are imported; the wrong ones stand in FOLDER/rejected, each with its reason, and can be mended and
# put back into FOLDER. Anything else ends the script with the exit code of crm.
set -euo pipefail

folder=${1:?usage: bulk-import.sh FOLDER [OPTION]...}
shift
mkdir -p "$folder/done" "$folder/rejected"
shopt -s nullglob

result=0
for file in "$folder"/*.csv; do
  name=$(basename "$file")
  code=0
  crm import csv "$file" "$@" --on-error skip --rejects "$folder/rejected/$name" >/dev/null || code=$?
  case $code in
    0) rm -f "$folder/rejected/$name" ;;
    7) result=7 ;;
    *) exit $code ;;
  esac
  mv "$file" "$folder/done/$name"
done
exit $result
