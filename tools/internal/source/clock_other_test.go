//go:build !unix

package source_test

import "time"

var began = time.Now()

// spent returns how long this process has run.
func spent() time.Duration { return time.Since(began) }
