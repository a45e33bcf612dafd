@echo off
rem The command line of an installed Twinset, on its own Node.
"%~dp0..\node\node.exe" "%~dp0..\app.asar.unpacked\out\main\cli.js" %*
