//go:build !unix

package main

import (
	"os"
	"time"
)

// used is not known on this system.
func used() (cpu time.Duration, peak int64) { return 0, 0 }

func peakOf(*os.ProcessState) int64 { return 0 }
