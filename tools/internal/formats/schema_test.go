package formats

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"declarationwatch/tools/internal/fixture"
	"declarationwatch/tools/internal/published"
)

// validate checks a JSON text by a schema, formats included.
func validate(t *testing.T, schema, text []byte) error {
	t.Helper()
	return validator(t, schema)(text)
}

// validator returns what checks JSON texts by a schema.
func validator(t *testing.T, schema []byte) func(text []byte) error {
	t.Helper()
	parsed := func(text []byte) any {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("https://x.example/schema.json", parsed(schema)); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("https://x.example/schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return func(text []byte) error { return compiled.Validate(parsed(text)) }
}

func TestJSONIsOfItsSchema(t *testing.T) {
	for _, e := range []*edition{small(t), full(t)} {
		schema, text := e.file(published.SchemaFile).content(), e.file("matrix.json").content()
		if err := validate(t, schema, text); err != nil {
			t.Error(err)
		}
		for what, slip := range map[string][2]string{
			"a status that is none": {`"status":"[a-z-]+"`, `"status":"revoked"`},
			"a date that is none":   {`"date":"\d{4}-\d\d-\d\d"`, `"date":"June 2022"`},
			"an empty date":         {`"date":"\d{4}-\d\d-\d\d"`, `"date":""`},
			"a text for a number":   {`"amount":(\d+)`, `"amount":"$1"`},
			"no permalink":          {`"permalink"`, `"link"`},
			"an id with a space":    {`"id":"`, `"id":"no id `},
		} {
			first := regexp.MustCompile(`(?s)^(.*?)` + slip[0])
			wrong := first.ReplaceAllString(string(text), "${1}"+strings.ReplaceAll(slip[1], "$1", "${2}"))
			if wrong == string(text) {
				t.Errorf("%s: nothing was changed", what)
			}
			if validate(t, schema, []byte(wrong)) == nil {
				t.Errorf("%s passes", what)
			}
		}
		// Version 1 may grow.
		if err := validate(t, schema, bytes.Replace(text, []byte(`{"as_of"`), []byte(`{"new":1,"as_of"`), 1)); err != nil {
			t.Errorf("a field more: %v", err)
		}
	}
}

// TestEveryJSONIsOfItsSchema: each file beside matrix.json is described, and what is not of the description fails.
func TestEveryJSONIsOfItsSchema(t *testing.T) {
	for _, e := range []*edition{small(t), full(t)} {
		valid, n := validator(t, e.file(rowsSchema).content()), 0
		for _, f := range slices.Concat(e.files, e.parts) {
			if f.MediaType != "application/json" || f.Path == packageFile || f.Path == published.File || path.Dir(f.Path) == path.Dir(rowsSchema) {
				continue
			}
			n++
			if err := valid(f.content()); err != nil {
				t.Errorf("%s: %v", f.Path, err)
			}
			for _, slip := range [][2]string{{`"as_of":"`, `"as_of":"x`}, {`"licence"`, `"license"`}, {`"table":"`, `"table":"x`}, {`"permalink":"`, `"permalink":" `}} {
				wrong := bytes.Replace(f.content(), []byte(slip[0]), []byte(slip[1]), 1)
				if !bytes.Equal(wrong, f.content()) && len(wrong) < 200_000 && valid(wrong) == nil {
					t.Errorf("%s: it passes with %s", f.Path, slip[1])
				}
			}
		}
		if want := len(e.parts) / 2; n <= want {
			t.Errorf("%d files, of %d parts", n, want)
		}
	}
}

// ajv reads files of schemas and texts in turn, and prints what is wrong.
const ajv = `
const { default: Ajv } = require(process.argv[1] + "/ajv/dist/2020.js");
const fs = require("fs");
const compiled = {};
for (const line of fs.readFileSync(0, "utf8").trim().split("\n")) {
  const [schema, text] = line.split("\t");
  compiled[schema] ??= new Ajv({ strict: false, validateFormats: false }).compile(JSON.parse(fs.readFileSync(schema)));
  if (!compiled[schema](JSON.parse(fs.readFileSync(text)))) console.log(text, JSON.stringify(compiled[schema].errors.slice(0, 3)));
}`

// TestJSONByAjv has the JSON files read by the validator that others use, where it is installed.
func TestJSONByAjv(t *testing.T) {
	node, err := exec.LookPath("node")
	packages, failed := filepath.Abs("../../../.ci/node_modules")
	if err = errors.Join(err, failed); err == nil {
		_, err = os.Stat(filepath.Join(packages, "ajv", "dist", "2020.js"))
	}
	if err != nil {
		fixture.Missing(t, err)
	}
	e, dir := full(t), t.TempDir()
	var pairs strings.Builder
	for _, f := range slices.Concat(e.files, e.parts) {
		if f.MediaType != "application/json" || f.Path == packageFile {
			continue
		}
		name := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, f.content(), 0o644)); err != nil {
			t.Fatal(err)
		}
		schema := rowsSchema
		switch {
		case path.Dir(f.Path) == path.Dir(rowsSchema):
			continue
		case f.Path == published.File:
			schema = published.SchemaFile
		}
		fmt.Fprintf(&pairs, "%s\t%s\n", filepath.Join(dir, filepath.FromSlash(schema)), name)
	}
	cmd := exec.Command(node, "-e", ajv, packages)
	cmd.Stdin = strings.NewReader(pairs.String())
	if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("%v: %s", err, out)
	}
}
