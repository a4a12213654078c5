package publish

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// Scratch creates a folder for this process in the system's temporary folder, for the caller to remove. It removes those of
// processes that were killed.
func Scratch() (string, error) {
	parent := filepath.Join(os.TempDir(), fmt.Sprintf("declaration-watch-%d", os.Getuid()))
	if err := os.Mkdir(parent, 0o700); err != nil && !errors.Is(err, os.ErrExist) {
		return "", err
	}
	// Another user could have created it, as a link or for others to write to.
	if info, err := os.Lstat(parent); err != nil || !info.IsDir() || info.Mode().Perm()&0o022 != 0 && os.Getuid() >= 0 {
		return "", fmt.Errorf("%s must be a folder that only you can write to; remove it", parent)
	}
	entries, err := os.ReadDir(parent)
	if err != nil {
		return "", err
	}
	for _, e := range entries {
		name, _, _ := strings.Cut(e.Name(), "-")
		if pid, err := strconv.Atoi(name); err == nil && !running(pid) {
			_ = os.RemoveAll(filepath.Join(parent, e.Name())) // or the next run does
		}
	}
	return os.MkdirTemp(parent, strconv.Itoa(os.Getpid())+"-")
}

// running reports whether a process exists.
func running(pid int) bool {
	process, err := os.FindProcess(pid)
	return err == nil && !errors.Is(process.Signal(syscall.Signal(0)), os.ErrProcessDone)
}
