import Commands
import Glibc

exit(LiveProcess.run())
