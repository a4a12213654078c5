//go:build unix

package main

import (
	"io"
	"os"
	"runtime"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// used returns the processor time that this process and its ended children took, and the most memory that one of them had so
// far, in bytes.
func used() (cpu time.Duration, peak int64) {
	for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var u syscall.Rusage
		if syscall.Getrusage(who, &u) == nil {
			cpu += time.Duration(u.Utime.Nano() + u.Stime.Nano())
			peak = max(peak, memory(&u))
		}
	}
	return cpu, peak
}

// columns returns the width of a terminal.
func columns(terminal io.Writer) int {
	if file, ok := terminal.(*os.File); ok {
		if size, err := unix.IoctlGetWinsize(int(file.Fd()), unix.TIOCGWINSZ); err == nil && size.Col > 0 {
			return int(size.Col)
		}
	}
	return anyColumns
}

// peakOf returns the most memory that a process that ended, or a child of it, had, in bytes.
func peakOf(ended *os.ProcessState) int64 {
	u, ok := ended.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	return memory(u)
}

func memory(u *syscall.Rusage) int64 {
	if runtime.GOOS == "darwin" {
		return int64(u.Maxrss)
	}
	return int64(u.Maxrss) << 10 // getrusage(2): in kilobytes
}
