//go:build !linux

package site

import "os/exec"

// tie is Linux's alone. Elsewhere a Hugo whose caller was killed runs to its end and writes where nobody looks.
func tie(*exec.Cmd) (untie func()) { return func() {} }
