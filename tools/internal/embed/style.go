package embed

import (
	"fmt"
	"io/fs"
	"regexp"
	"strings"
)

// readStyle returns the style sheet of a frame: the site's own colours, in the scheme that the reader prefers or that the
// URL asks for, and the rules of assets/css/embed.css.
func readStyle(files fs.FS, statuses string) (string, error) {
	var light, dark, rules strings.Builder
	for _, name := range []string{"tokens", "status-tokens", "embed"} {
		rest := statuses
		if name != "status-tokens" {
			text, err := fs.ReadFile(files, "assets/css/"+name+".css")
			if err != nil {
				return "", fmt.Errorf("style sheet of frames: %w", err)
			}
			rest = comment.ReplaceAllString(string(text), "")
		}
		if name != "embed" {
			for i, m := range tokens.FindAllStringSubmatch(rest, -1) {
				[]*strings.Builder{&light, &dark}[min(i, 1)].WriteString(m[1])
			}
			_, rest, _ = strings.Cut(tokens.ReplaceAllString(rest, ""), "{") // the layer
			rest = darkScheme.ReplaceAllString(rest[:strings.LastIndex(rest, "}")], "")
		}
		rules.WriteString(rest)
	}
	// The element <html> is "dark" and <body> is "light": a fragment that names one is a choice without a script.
	return fmt.Sprintf(`:root {%s}
@media (prefers-color-scheme: dark) { :root {%s} }
#dark:target { color-scheme: dark; %s}
#light:target { color-scheme: light; %s}
%s`, light.String(), dark.String(), dark.String(), colours(light.String()), rules.String()), nil
}

var (
	comment    = regexp.MustCompile(`(?s)/\*.*?\*/`)
	tokens     = regexp.MustCompile(`(?s):root \{(.*?)\}`)
	darkScheme = regexp.MustCompile(`@media \(prefers-color-scheme: dark\) \{\s*\}`)
	declared   = regexp.MustCompile(`--[a-z0-9-]+: (?:#[0-9a-f]+|transparent);`)
)

// colours returns the declarations of a block that differ from scheme to scheme.
func colours(block string) string { return strings.Join(declared.FindAllString(block, -1), " ") }
