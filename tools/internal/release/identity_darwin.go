package release

import (
	"fmt"
	"io/fs"
	"syscall"
	"time"
)

// identity returns the place of a file on its disk, and when its bytes or its properties last changed.
func identity(info fs.FileInfo) (place string, changed time.Time, ok bool) {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return "", time.Time{}, false
	}
	return fmt.Sprintf("%d %d", stat.Dev, stat.Ino), time.Unix(stat.Ctimespec.Unix()), true
}
