//go:build !linux

package site

import "os/exec"

// tie does nothing: only Linux can. Elsewhere a Hugo whose caller was killed runs to its end, and its output is ignored.
func tie(*exec.Cmd) (untie func()) { return func() {} }
