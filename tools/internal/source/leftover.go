package source

import (
	"path"
	"regexp"
	"strings"
)

// leftover matches the names of what systems, office programs and editors put beside the files that people work on. Each has
// its line in .gitignore.
var leftover = regexp.MustCompile(`(?i)^(?:` + strings.Join([]string{
	`\.DS_Store`, `\._.*`, `\.AppleDouble`, `\.Spotlight-V100`, `\.Trashes`, `\.Trash-.*`, `\.fseventsd`, // macOS
	`Thumbs\.db(?::encryptable)?`, `ehthumbs(?:_vista)?\.db`, `desktop\.ini`, `\$RECYCLE\.BIN`, // Windows
	`\.directory`, `\.fuse_hidden.*`, `\.nfs.*`, // Linux
	`~\$.*`, `~.*\.tmp`, `\.~lock\..*#`, // office programs
	`.*~`, `\..*\.sw[a-z]`, `.*\.sw[nop]`, `.*\.kate-swp`, `#.*#`, `\.#.*`, `4913`, `\.idea`, `\.vscode`, // editors
	`.*\.(?:bak|orig|rej|tmp|temp|part|crdownload)`,
}, "|") + `)$`)

// Leftover reports whether a file, or a folder that it is in, is one that a system, an office program or an editor left there.
// Nothing reads it, and it is never published.
func Leftover(name string) bool {
	for ; name != "." && name != "/" && name != ""; name = path.Dir(name) {
		if leftover.MatchString(path.Base(name)) {
			return true
		}
	}
	return false
}
