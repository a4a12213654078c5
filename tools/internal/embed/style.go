package embed

import (
	"fmt"
	"io/fs"
	"regexp"
	"strings"
)

var (
	comment  = regexp.MustCompile(`(?s)/\*.*?\*/`)
	schemes  = regexp.MustCompile(`(?s):root \{(.*?)\}`) // the light one, then the dark one
	classes  = regexp.MustCompile(`(?m)^ *\.s-.*$`)
	declared = regexp.MustCompile(`--[a-z0-9-]+: (?:#[0-9a-f]+|transparent);`)
)

// readStyle returns the style sheet of a frame: the site's own colours, in the scheme that the reader prefers or that the
// URL asks for, and the rules of assets/css/embed.css.
func readStyle(files fs.FS, statuses string) (string, error) {
	tokens, err := fs.ReadFile(files, "assets/css/tokens.css")
	if err != nil {
		return "", fmt.Errorf("style sheet of frames: %w", err)
	}
	rules, err := fs.ReadFile(files, "assets/css/embed.css")
	if err != nil {
		return "", fmt.Errorf("style sheet of frames: %w", err)
	}
	var light, dark string
	for _, sheet := range []string{comment.ReplaceAllString(string(tokens), ""), statuses} {
		if both := schemes.FindAllStringSubmatch(sheet, -1); len(both) == 2 {
			light, dark = light+both[0][1], dark+both[1][1]
		}
	}
	// The element <html> is "dark" and <body> is "light": a fragment that names one is a choice without a script.
	return fmt.Sprintf(`:root {%s}
@media (prefers-color-scheme: dark) { :root {%s} }
#dark:target { color-scheme: dark; %[2]s}
#light:target { color-scheme: light; %[3]s}
%[4]s
%[5]s`, light, dark, strings.Join(declared.FindAllString(light, -1), " "), strings.Join(classes.FindAllString(statuses, -1), "\n"),
		comment.ReplaceAllString(string(rules), "")), nil
}
