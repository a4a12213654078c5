//go:build !unix

package main

import (
	"io"
	"os"
	"time"
)

// used is not known on this system.
func used() (cpu time.Duration, peak int64) { return 0, 0 }

// columns is not known on this system.
func columns(io.Writer) int { return anyColumns }

func peakOf(*os.ProcessState) int64 { return 0 }
