//go:build !linux

package publish

import "errors"

// exchange is Linux's alone; elsewhere a swap takes two renames.
func exchange(a, b string) error { return errors.ErrUnsupported }
