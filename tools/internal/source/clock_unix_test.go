//go:build unix

package source_test

import (
	"syscall"
	"time"
)

// spent returns how long the processors have worked for this process: on a busy machine the time of day says little.
func spent() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		panic(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
