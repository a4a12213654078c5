package site

import (
	"os/exec"
	"runtime"
	"syscall"
)

// tie has the kernel end the process if this one dies, killed or not. The kernel watches the thread that starts the
// process, so the caller's goroutine keeps its thread until untie.
func tie(cmd *exec.Cmd) (untie func()) {
	runtime.LockOSThread()
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	return runtime.UnlockOSThread
}
