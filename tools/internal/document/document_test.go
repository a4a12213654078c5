package document_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"declarationwatch/tools/internal/document"
)

// TestRead converts each document of testdata: an HTML file, or the parts of a Word document.
func TestRead(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			parts := zip.NewWriter(&b)
			want, input := "", []byte(nil)
			for _, f := range archive.Files {
				switch f.Name {
				case "want":
					want = string(f.Data)
				case "input.html":
					input = f.Data
				default:
					w, err := parts.Create(f.Name)
					if err != nil {
						t.Fatal(err)
					}
					if _, err := w.Write(f.Data); err != nil {
						t.Fatal(err)
					}
				}
			}
			if err := parts.Close(); err != nil {
				t.Fatal(err)
			}
			if input == nil {
				input = b.Bytes()
			}
			d, err := document.Read(input, document.Options{Vague: func(text string) bool { return text == "aquí" }})
			if err != nil {
				t.Fatal(err)
			}
			if got := summary(d); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// TestLibreOffice reads a document that LibreOffice 7.4 has written: numbered headings, lists, a footnote, a tracked change, a comment,
// a table, a picture with its caption in a frame, a text box, a paragraph from right to left.
func TestLibreOffice(t *testing.T) {
	raw, err := os.ReadFile("testdata/libreoffice.docx")
	if err != nil {
		t.Fatal(err)
	}
	d, err := document.Read(raw, document.Options{})
	if err != nil {
		t.Fatal(err)
	}
	golden, err := os.ReadFile("testdata/libreoffice.want")
	if err != nil {
		t.Fatal(err)
	}
	if got := summary(d); got != string(golden) {
		t.Errorf("got\n%s\nwant\n%s", got, golden)
	}
}

// TestTextsOutsideParagraphs: a diagram, a formula, and a box in the form for older programs have words too.
func TestTextsOutsideParagraphs(t *testing.T) {
	var b bytes.Buffer
	parts := zip.NewWriter(&b)
	for name, text := range map[string]string{
		"word/document.xml": `<w:document xmlns:w="w" xmlns:m="m" xmlns:v="v" xmlns:r="r" xmlns:dgm="dgm" xmlns:mc="mc"><w:body>
<w:p><w:r><w:t>Before the diagram, in a text of its own.</w:t></w:r><w:r><w:drawing><dgm:relIds r:dm="rId1"/></w:drawing></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">So </w:t></w:r><m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath></w:p>
<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>
<w:p><w:r><w:pict><v:shape><w:txbxContent><w:p><w:r><w:t>In an old box</w:t></w:r></w:p></w:txbxContent></v:shape></w:pict></w:r></w:p>
</w:body></w:document>`,
		"word/_rels/document.xml.rels": `<Relationships><Relationship Id="rId1" Target="diagrams/data1.xml"/></Relationships>`,
		"word/diagrams/data1.xml":      `<d><pt><t><p><r><t>Shape one</t></r></p></t></pt><pt type="parTrans"/><pt><t><p><r><t>Shape two</t></r></p></t></pt></d>`,
	} {
		w, err := parts.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := parts.Close(); err != nil {
		t.Fatal(err)
	}
	d, err := document.Read(b.Bytes(), document.Options{})
	want := "Before the diagram, in a text of its own.\n\n- Shape one\n- Shape two\n\nSo a+b\n\nIn a box\n\nIn an old box\n"
	if err != nil || d.Markdown != want {
		t.Errorf("got %v\n%s\nwant\n%s", err, d.Markdown, want)
	}
}

// summary returns a document as the fixtures write it.
func summary(d document.Document) string {
	text := fmt.Sprintf("title: %s\nlead: %s\n", d.Title, d.Lead)
	for _, f := range d.Files {
		text += fmt.Sprintf("file: %s\n", f.Name)
	}
	return text + "\n" + d.Markdown
}

func TestReadRefuses(t *testing.T) {
	for name, test := range map[string]struct{ raw, want string }{
		"old Word": {"\xd0\xcf\x11\xe0rest", "save it as .docx"},
		"RTF":      {`{\rtf1 x}`, "save it as .docx"},
		"PDF":      {"%PDF-1.7", "use the document that it was made from"},
		"Latin 1":  {"<p>ni\xf1ez</p>", "UTF-8"},
		"a zip":    {"PK\x03\x04", "no Word document"},
	} {
		if _, err := document.Read([]byte(test.raw), document.Options{}); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestReadText(t *testing.T) {
	d, err := document.Read([]byte("First line,\nand second < third.\r\n\r\nNext.\n"), document.Options{})
	if want := "First line, and second &lt; third.\n\nNext.\n"; err != nil || d.Markdown != want {
		t.Errorf("got %q, %v; want %q", d.Markdown, err, want)
	}
}

// FuzzRead: no document stops the program, and whatever it is, no shortcode and no HTML comes out of it.
func FuzzRead(f *testing.F) {
	f.Add([]byte("<p>x{{< cell >}}<script>y</script><ul><li>z"))
	f.Add([]byte("<table><tr><td>a<table><tr><td>b"))
	f.Add([]byte("<p data-list=\"9,true\">x<p data-list=\"1,false\">y<a href=\"#n\">[1]</a><div id=n><a href=\"#m\">1</a>t"))
	f.Add([]byte("{{{"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		d, err := document.Read(raw, document.Options{})
		if err == nil && strings.Contains(d.Markdown, "{{") {
			t.Errorf("a shortcode comes out of %q: %q", raw, d.Markdown)
		}
	})
}
