package source

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"declarationwatch/tools/internal/diag"
)

// Folders lists what a site is made of below the project's top folder, beside config.toml.
var Folders = []string{"archetypes", "assets", "content", "data", "i18n", "layouts", "static"}

// List returns every file that the tool or Hugo will read, by name, without what systems and editors leave, and reports what neither can: links, devices, pipes,
// files that are too large, names that another system cannot store.
func List(root fs.FS, problems *diag.List) []string {
	if files, ok := root.(*Files); ok {
		return files.list(problems)
	}
	return list(root, problems)
}

func list(root fs.FS, problems *diag.List) []string {
	var names []string
	for _, top := range append([]string{"config.toml"}, Folders...) {
		info, err := fs.Lstat(root, top)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil && top != "config.toml" && !info.IsDir() {
			what := map[bool]string{true: "must not be a symbolic link", false: "must be a folder"}
			unreadable(problems, top, what[info.Mode()&fs.ModeSymlink != 0], "")
			continue
		}
		siblings := map[string]string{} // by their names in lower case
		_ = fs.WalkDir(root, top, func(name string, entry fs.DirEntry, err error) error {
			if leftover.MatchString(path.Base(name)) {
				if entry != nil && entry.IsDir() {
					return fs.SkipDir
				}
				return nil
			}
			if err != nil {
				unreadable(problems, name, notReadable(err), "")
				return nil
			}
			if message, hint := badName(name); message != "" {
				unreadable(problems, name, message, hint)
			}
			lower := strings.ToLower(name)
			if first := siblings[lower]; first != "" {
				unreadable(problems, name, "differs from "+path.Base(first)+" only in case", "rename one: many systems cannot store both")
			}
			siblings[lower] = name
			if entry.IsDir() {
				if strings.Count(name, "/") >= maxFolders {
					unreadable(problems, name, fmt.Sprintf("folder nested more than %d deep", maxFolders), "move what is in it further up, or remove it")
					return fs.SkipDir
				}
				return nil
			}
			info, err := entry.Info()
			if readable(problems, name, info, err) {
				names = append(names, name)
			}
			return nil
		})
	}
	return names
}

func unreadable(problems *diag.List, name, message, hint string) {
	problems.Add(diag.Problem{At: diag.Position{File: name}, Rule: RuleUnreadable, Message: message, Hint: hint})
}

// maxFolders bounds how many folders are within each other: a file is opened by way of each of them, so that time grows with the cube.
const maxFolders = 32

// maxSize bounds one file, in bytes.
const maxSize = 64 << 20

// refusal returns why a file is not read, and how to fix that; no message for a regular file within the size limit.
func refusal(info fs.FileInfo, name string) (message, hint string) {
	switch mode := info.Mode(); {
	case mode&fs.ModeSymlink != 0:
		// Hugo follows none either: what is read here and not there is a page that nobody checked.
		return "must not be a symbolic link", "replace the link by the file itself"
	case mode.IsDir():
		return "must be a file, not a folder", ""
	case !mode.IsRegular():
		return "must be a regular file, not a pipe, socket or device", ""
	case info.Size() > maxSize && isText(name):
		return "larger than 64 MiB", "split it"
	case info.Size() > maxSize:
		return "larger than 64 MiB", "publish it elsewhere and link to it"
	}
	return "", ""
}

// isText reports whether a file is parsed, and not only published.
func isText(name string) bool {
	return !strings.HasPrefix(name, "static/") && !strings.HasPrefix(name, "assets/") &&
		(!strings.HasPrefix(name, "content/") || path.Ext(name) == ".md")
}

// reserved matches what Windows takes for a device, with any extension.
var reserved = regexp.MustCompile(`^(?i:con|prn|aux|nul|(?:com|lpt)[1-9])(?:\.|$)`)

// badName returns why a name is not safe on every system, and in every report.
func badName(name string) (message, hint string) {
	base := path.Base(name)
	switch {
	case !utf8.ValidString(base):
		return "name is not UTF-8", "rename it"
	case strings.ContainsFunc(base, func(r rune) bool { return unwanted(r) != "" || unicode.IsControl(r) }):
		return "control character in the name", "rename it"
	case strings.ContainsAny(base, `<>:"|?*\`) || strings.HasSuffix(base, ".") || strings.HasSuffix(base, " ") || reserved.MatchString(base):
		return "name that Windows cannot store", `rename it: no < > : " | ? * \, no dot or space at the end, no device name`
	}
	return "", ""
}

// Files is a project's folder, opened for reading. It opens regular files and folders only, below no link, and keeps what
// it has read of texts and the list of files, so that every reader of one run reads the same.
type Files struct {
	root   *os.Root
	mu     sync.Mutex
	kept   map[string][]byte
	listed []string // nil if it has to be read
	wrong  diag.List
}

// Open opens a project's folder.
func Open(dir string) (*Files, error) {
	root, err := os.OpenRoot(dir)
	return &Files{root: root, kept: map[string][]byte{}}, err
}

// Forget has files read again the next time, because they changed; and the list of files, if others came or went.
func (f *Files) Forget(names []string, others bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, name := range names {
		delete(f.kept, name)
	}
	if others {
		f.listed = nil
	}
}

// list returns the names of all files, and reports what is wrong with others.
func (f *Files) list(problems *diag.List) []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.listed == nil {
		f.wrong = diag.List{}
		f.listed = list(f, &f.wrong)
	}
	for _, p := range f.wrong.Sorted() {
		problems.Add(p)
	}
	return slices.Clone(f.listed)
}

// Close ends the use of the folder.
func (f *Files) Close() error { return f.root.Close() }

// Open opens a regular file or a folder, and nothing else: opening a pipe or a device may never end.
func (f *Files) Open(name string) (fs.File, error) {
	refuse := func(err error) (fs.File, error) { return nil, &fs.PathError{Op: "open", Path: name, Err: err} }
	if !fs.ValidPath(name) {
		return refuse(fs.ErrInvalid)
	}
	for i := 0; i <= len(name); i++ {
		if i < len(name) && name[i] != '/' {
			continue
		}
		info, err := f.root.Lstat(name[:i])
		if err != nil {
			return nil, err
		}
		if message, _ := refusal(info, name); message != "" && !info.IsDir() {
			return refuse(errors.New(message))
		}
	}
	file, err := f.root.OpenFile(name, os.O_RDONLY|nonblock, 0)
	if err != nil {
		return nil, err
	}
	if info, err := file.Stat(); err != nil || !info.IsDir() && !info.Mode().IsRegular() { // it changed since
		return refuse(errors.Join(err, fs.ErrInvalid, file.Close()))
	}
	return file, nil
}

// ReadFile returns a file's bytes. Those of a text are kept and must not be changed.
func (f *Files) ReadFile(name string) ([]byte, error) {
	f.mu.Lock()
	text, ok := f.kept[name]
	f.mu.Unlock()
	if ok {
		return text, nil
	}
	file, err := f.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	text, err = readAll(file)
	if err == nil && isText(name) {
		f.mu.Lock()
		defer f.mu.Unlock()
		if first, ok := f.kept[name]; ok {
			return first, nil
		}
		f.kept[name] = text
	}
	return text, err
}

// Lstat returns what a name is, without following it.
func (f *Files) Lstat(name string) (fs.FileInfo, error) { return f.root.Lstat(name) }

// ReadLink returns where a link leads.
func (f *Files) ReadLink(name string) (string, error) { return f.root.Readlink(name) }
