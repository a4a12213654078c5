package embed

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strings"
)

var declared = regexp.MustCompile(`--[a-z0-9-]+: (?:#[0-9a-f]+|transparent);`)

// readStyle returns the style sheet of a frame: the site's own colours, in the scheme that the reader prefers or that the
// URL asks for, and the rules of assets/css/embed.css.
func readStyle(files fs.FS, statuses string) (string, error) {
	tokens, err := fs.ReadFile(files, "assets/css/tokens.css")
	rules, failed := fs.ReadFile(files, "assets/css/embed.css")
	if err := errors.Join(err, failed); err != nil {
		return "", fmt.Errorf("style sheet of frames: %w", err)
	}
	var schemes [2][]string
	for _, sheet := range []string{string(tokens), statuses} {
		light, dark, _ := strings.Cut(sheet, "@media")
		schemes[0] = append(schemes[0], declared.FindAllString(light, -1)...)
		schemes[1] = append(schemes[1], declared.FindAllString(dark, -1)...)
	}
	// The element <html> is "dark" and <body> is "light": a fragment that names one is a choice without a script.
	return fmt.Sprintf("%s\n%s\n#dark:target { color-scheme: dark; %s }\n#light:target { color-scheme: light; %s }\n%s",
		tokens, statuses, strings.Join(schemes[1], " "), strings.Join(schemes[0], " "), rules), nil
}
