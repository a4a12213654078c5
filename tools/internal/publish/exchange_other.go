//go:build !linux && !darwin

package publish

import "errors"

// exchange is not supported: a swap takes two renames.
func exchange(a, b string) error { return errors.ErrUnsupported }
