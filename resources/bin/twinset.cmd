@echo off
rem The command line of an installed Twinset, on its own Node.
if not exist "%~dp0..\node\node.exe" (
  echo twinset: this command belongs to an installed Twinset; in a checkout use npm run -s cli -- COMMAND. 1>&2
  exit /b 1
)
"%~dp0..\node\node.exe" "%~dp0..\app.asar.unpacked\out\main\cli.js" %*
