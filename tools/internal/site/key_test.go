package site

import (
	"testing"
	"testing/fstest"
	"time"

	"declarationwatch/tools/internal/disk"
)

// TestKey: two runs have one key if they write the same files, and all that Hugo reads is in it.
func TestKey(t *testing.T) {
	stage := t.TempDir()
	options := func() Options {
		return Options{
			Files: fstest.MapFS{
				"config.toml": {Data: []byte("a")}, "content/a.md": {Data: []byte("b")}, "layouts/home.html": {Data: []byte("c")}, "data/a.toml": {}, "other": {},
			},
			Names: []string{"config.toml", "content/a.md", "data/a.toml", "layouts/home.html"}, Stage: stage, BaseURL: "https://example.org/", Config: map[string]any{"timeZone": "UTC"},
		}
	}
	key := func(o Options, more ...any) string {
		t.Helper()
		key, err := o.Key(more...)
		if err != nil {
			t.Fatal(err)
		}
		return key
	}
	write := func(name, text string) {
		t.Helper()
		if err := disk.Write(stage, name, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	write("assets/staged/record/name.en.json", "{}")
	first := key(options())
	for name, change := range map[string]func(*Options){
		"time":                func(o *Options) { o.Clock = time.Now() },
		"place of the output": func(o *Options) { o.Out = t.TempDir() },
		"comment in the data": func(o *Options) { o.Files.(fstest.MapFS)["data/a.toml"].Data = []byte("# d") },
		"file of the folder":  func(o *Options) { o.Files.(fstest.MapFS)["other"].Data = []byte("d") },
	} {
		o := options()
		change(&o)
		if key(o) != first {
			t.Errorf("another %s gives another key", name)
		}
	}
	for name, change := range map[string]func(*Options){
		"text":             func(o *Options) { o.Files.(fstest.MapFS)["content/a.md"].Data = []byte("B") },
		"template":         func(o *Options) { o.Files.(fstest.MapFS)["layouts/home.html"].Data = nil },
		"list of files":    func(o *Options) { o.Names = append(o.Names, "other") },
		"address":          func(o *Options) { o.BaseURL = "https://example.com/" },
		"setting":          func(o *Options) { o.Config = nil },
		"kind of build":    func(o *Options) { o.Preview = true },
		"list of pictures": func(o *Options) { o.Originals = []string{"a.png"} },
		"file of the data": func(*Options) { write("assets/staged/record/name.en.json", "[]") },
		"name of the data": func(*Options) { write("assets/staged/record/name.es.json", "") },
	} {
		o := options()
		change(&o)
		if key(o) == first {
			t.Errorf("another %s gives the same key", name)
		}
		write("assets/staged/record/name.en.json", "{}")
	}
	if key(options(), "left out") == first {
		t.Error("what the caller adds is not in the key")
	}
	o := options()
	o.Names = append(o.Names, "nowhere")
	if _, err := o.Key(); err == nil {
		t.Error("a file that cannot be read is no error")
	}
}
