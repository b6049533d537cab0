LiveProcess.run()
