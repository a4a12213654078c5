package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	debug.SetGCPercent(400) // a test reads whole sites, many times
	debug.SetMemoryLimit(2 << 30)
	testscript.Main(tidied{m}, map[string]func(){"tools": main})
}

// tidied runs the tests, and then ends what they share.
type tidied struct{ tests testscript.TestingM }

func (m tidied) Run() int {
	defer func() {
		for _, end := range slices.Backward(ends) {
			end()
		}
	}()
	if err := inMemory(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	oneMore()
	os.Args[0] = "tools" // builds within the tests start Hugo by this name
	return m.tests.Run()
}

// oneMore has one test more run at once than there are processors, unless a number is given: most wait for a browser or for another
// program now and then.
func oneMore() {
	flag.Parse()
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == "test.parallel" })
	if !given {
		_ = flag.Set("test.parallel", strconv.Itoa(runtime.GOMAXPROCS(0)+1)) // the testing package has defined it
	}
}

// atEnd has something ended when all tests are done.
func atEnd(end func()) {
	endsMu.Lock()
	defer endsMu.Unlock()
	ends = append(ends, end)
}

var (
	endsMu sync.Mutex
	ends   []func()
)

// TestScripts runs the real command: run within the tests, exec in a process of its own. A script begins in a project of its own: the small
// record of testdata/small with the real layouts. The real project lies at $REAL, to be read and never written.
func TestScripts(t *testing.T) {
	real, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("REAL", real)
			// A script has no home of its own. Pictures that any build drew before serve here too.
			if cache, err := os.UserCacheDir(); err == nil {
				env.Setenv("XDG_CACHE_HOME", cache)
			}
			return smallProject(env.WorkDir)
		},
		Condition: func(condition string) (bool, error) { // [slow]: with DECLARATION_SLOW only
			if condition != "slow" {
				return false, fmt.Errorf("unknown condition %q", condition)
			}
			return slow(), nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"run":     inProcess,
			"same":    same,
			"replace": replace,
			"count":   count,
		},
	})
}

// newSmallProject returns a new folder with the small project.
func newSmallProject(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := smallProject(dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

// smallProject makes a project in dir from the small record and the real Hugo side. Files of dir stay.
func smallProject(dir string) error {
	for _, part := range []struct{ from, to string }{
		{"testdata/small", "."}, {"../layouts", "layouts"}, {"../i18n", "i18n"}, {"../assets", "assets"}, {"../static", "static"},
	} {
		if err := copyTree(part.from, filepath.Join(dir, part.to)); err != nil {
			return err
		}
	}
	// Releases are of the real record.
	if err := os.RemoveAll(filepath.Join(dir, "static", "v")); err != nil {
		return err
	}
	// The pages that are made from data, and those that the layouts link to.
	return filepath.WalkDir("../content", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		rel, err := filepath.Rel("../content", name)
		if err != nil {
			return err
		}
		top := !strings.Contains(rel, string(filepath.Separator))
		translated := strings.Count(entry.Name(), ".") > 1 // the small record has one language
		if !translated && (top || strings.HasPrefix(entry.Name(), "_")) {
			return copyFile(name, filepath.Join(dir, "content", rel))
		}
		return nil
	})
}

// copyTree copies the files below from that to does not have yet.
func copyTree(from, to string) error {
	return filepath.WalkDir(from, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		rel, err := filepath.Rel(from, name)
		if err != nil {
			return err
		}
		return copyFile(name, filepath.Join(to, rel))
	})
}

func copyFile(from, to string) error {
	if _, err := os.Stat(to); err == nil {
		return nil
	}
	text, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	return os.WriteFile(to, text, 0o644)
}

// inProcess runs a command as the program does, but in this process: to start one takes longer than most commands do. A script that gives
// it something to read, or a cache of its own, says exec before it.
func inProcess(ts *testscript.TestScript, neg bool, args []string) {
	s := shellIn(ts.MkAbs("."))
	s.env, s.out, s.err = ts.Getenv, ts.Stdout(), ts.Stderr()
	if code := run(context.Background(), s, args); (code != exitOK) != neg {
		ts.Fatalf("%q: exit code %d", args, code)
	}
}

// shellIn is a folder to call commands in, with the environment of the tests, and nothing to read.
func shellIn(dir string) shell {
	return shell{dir: dir, env: os.Getenv, in: strings.NewReader(""), out: io.Discard, err: io.Discard}
}

// call runs a command in this process, in dir, and returns what it prints.
func call(dir string, args ...string) ([]byte, error) {
	var out bytes.Buffer
	s := shellIn(dir)
	s.out, s.err = &out, &out
	if code := run(context.Background(), s, args); code != exitOK {
		return out.Bytes(), fmt.Errorf("exit code %d", code)
	}
	return out.Bytes(), nil
}

func mustRun(t *testing.T, dir string, args ...string) {
	t.Helper()
	if out, err := call(dir, args...); err != nil {
		t.Fatalf("tools %v: %v\n%s", args, err, out)
	}
}

// same compares two folders, file by file and byte by byte: same DIR1 DIR2.
func same(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: [!] same dir1 dir2")
	}
	diff := difference(ts.MkAbs(args[0]), ts.MkAbs(args[1]))
	if (diff == "") == neg {
		ts.Fatalf("%s and %s: difference %q", args[0], args[1], diff)
	}
}

// difference names the first file in which two folders differ, or is "".
func difference(a, b string) string {
	left, right := contents(a), contents(b)
	for name, text := range left {
		if other, ok := right[name]; !ok || other != text {
			return name
		}
	}
	for name := range right {
		if _, ok := left[name]; !ok {
			return name
		}
	}
	return ""
}

// contents reads every file below a folder. A folder that is not there has none.
func contents(dir string) map[string]string {
	out := map[string]string{}
	_ = filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			text, _ := os.ReadFile(name)
			rel, _ := filepath.Rel(dir, name)
			out[filepath.ToSlash(rel)] = string(text)
		}
		return nil
	})
	return out
}

// replace changes a text that must be in a file: replace FILE OLD NEW.
func replace(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: replace file old new")
	}
	text := ts.ReadFile(args[0])
	if !strings.Contains(text, args[1]) {
		ts.Fatalf("%s does not contain %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.ReplaceAll(text, args[1], args[2])), 0o644))
}

// count expects a number of files to match a pattern: count N PATTERN.
func count(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: count n pattern")
	}
	files, err := filepath.Glob(ts.MkAbs(args[1]))
	ts.Check(err)
	if got := len(files); args[0] != strconv.Itoa(got) {
		ts.Fatalf("%d files match %s, want %s", got, args[1], args[0])
	}
}

// TestFailed: what the system refuses is said in plain words, with what to do.
func TestFailed(t *testing.T) {
	for code, want := range map[error]string{
		syscall.EACCES: "nothing was changed: no permission for data/a.toml",
		syscall.EROFS:  "nothing was changed: no permission for data/a.toml",
		syscall.ENOSPC: "nothing was changed: disk full, no room for data/a.toml",
	} {
		message, hint := failed(fmt.Errorf("nothing was changed: %w", &fs.PathError{Op: "openat", Path: "data/a.toml", Err: code}))
		if message != want || hint == "" {
			t.Errorf("%v: %q, hint %q, want %q", code, message, hint, want)
		}
	}
}
