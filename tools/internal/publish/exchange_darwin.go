package publish

import "golang.org/x/sys/unix"

// exchange swaps two folders in one system call.
func exchange(a, b string) error {
	return unix.RenamexNp(a, b, unix.RENAME_SWAP)
}
