package leak

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"

	"declarationwatch/tools/internal/output"
)

// mostUnpacked bounds how much of one file is unpacked, mostNested how deep: a small archive can contain more than any memory.
const (
	mostUnpacked = 64 << 20
	mostNested   = 8
)

// zipped lists the formats that are ZIP archives by another name; sealed those that are not opened here.
var (
	zipped = []string{".zip", ".xlsx", ".xlsm", ".docx", ".pptx", ".odt", ".ods", ".odp", ".epub", ".jar"}
	sealed = []string{".7z", ".rar", ".bz2", ".xz", ".zst", ".lz", ".lz4", ".cab"}
)

// contents searches what is in a file, whatever its kind. A tar archive needs no opening: its files are in it as they
// are, and so are their names.
func (s *scan) contents(name string, data []byte) {
	s.attached(data)
	kind := strings.ToLower(path.Ext(name))
	bare, r := strings.TrimSuffix(name, path.Ext(name)), bytes.NewReader(data)
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), slices.Contains(zipped, kind):
		s.zip(data)
	case bytes.HasPrefix(data, []byte{0x1f, 0x8b}), kind == ".gz":
		unpacked, err := gzip.NewReader(r)
		if err != nil {
			s.cannot("%v", err)
			return
		}
		s.words([]byte(unpacked.Name + "\x00" + unpacked.Comment))
		s.stream(bare, unpacked)
	case kind == ".br":
		s.stream(bare, brotli.NewReader(r))
	case bytes.HasPrefix(data, []byte("%PDF-")):
		s.words(data)
		s.pdf(data)
		s.glyphs(data)
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		s.words(data)
		s.ole(data)
	case bytes.HasPrefix(data, []byte(`{\rtf`)):
		s.rtf(data)
	case bytes.HasPrefix(data, []byte(pngMark)):
		s.words(data)
		s.png(data)
	case slices.Contains(mails, kind) || isMail.Match(data):
		s.text(data, 0, true)
		if !s.mail(data) && slices.Contains(mails, kind) {
			s.cannot("the e-mail cannot be read")
		}
	case slices.Contains(sealed, kind):
		s.words(data)
		s.cannot("a %s file is not opened", kind)
	case output.Kind(name) == "" && !slices.Contains(texts, kind) && isBinary(data):
		s.words(data)
		if what := opaque(data); what != "" {
			s.cannot("%s is not opened", what)
		}
	default:
		s.text(data, 0, true)
	}
	if text, ok := fromUTF16(data); ok {
		s.text(text, 0, true)
	}
}

// mails are the endings of saved e-mails, and of pages that browsers save as one.
var mails = []string{".eml", ".mht", ".mhtml"}

// texts are read as text whatever is in them. So is every file that the rules parse, and every other without a NUL.
var texts = []string{".txt", ".csv", ".tsv", ".md", ".js", ".mjs", ".ics", ".vtt"}

func isBinary(data []byte) bool { return bytes.IndexByte(data, 0) >= 0 }

func (s *scan) zip(data []byte) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		s.cannot("%v", err)
		return
	}
	s.name(archive.Comment)
	for i, entry := range archive.File {
		if s.room <= 0 {
			s.full()
			return
		}
		s.entry = append(s.entry, "entry "+strconv.Itoa(i+1))
		s.name("/" + entry.Name)
		s.name(entry.Comment)
		// The first flag marks an entry that is encrypted (APPNOTE 4.4.4).
		if entry.Flags&1 != 0 {
			s.cannot("it is encrypted")
		} else if r, err := entry.Open(); err != nil {
			s.cannot("%v", err)
		} else {
			s.stream(entry.Name, r)
			r.Close()
		}
		s.entry = s.entry[:len(s.entry)-1]
	}
}

// pdf searches the streams of a PDF for what is written in it as it is: its title may be in one, as may words that no page
// shows.
func (s *scan) pdf(data []byte) {
	for _, at := range pdfStream.FindAllIndex(data, -1) {
		r, err := zlib.NewReader(bytes.NewReader(data[at[1]:]))
		if err != nil {
			continue // packed in another way, such as a picture
		}
		text, _ := io.ReadAll(io.LimitReader(r, max(s.room, 0)))
		s.room -= int64(len(text))
		s.words(text)
		s.words(pdfStrings(text))
	}
	if s.room <= 0 {
		s.full()
	}
}

var pdfStream = regexp.MustCompile(`\bstream\r?\n`)

// pdfStrings returns the strings of a stream, one after another, in no more memory than the stream has.
func pdfStrings(stream []byte) []byte {
	out := make([]byte, 0, len(stream))
	within := false
	for i := 0; i < len(stream); i++ {
		switch c := stream[i]; {
		case c == '(' || c == ')':
			within = c == '('
		case within && c == '\\' && i+1 < len(stream):
			out = append(out, c, stream[i+1])
			i++
		case within:
			out = append(out, c)
		}
	}
	return out
}

// stream searches what is in a packed file.
func (s *scan) stream(name string, r io.Reader) {
	data, err := io.ReadAll(io.LimitReader(r, s.room+1))
	if int64(len(data)) > s.room {
		s.full()
		s.room = 0
		return
	}
	if err != nil && !errors.Is(err, io.EOF) {
		s.cannot("%v", err)
	}
	s.within(name, data)
}

// within searches a file that is in the one that is searched.
func (s *scan) within(name string, data []byte) {
	s.room -= int64(len(data))
	s.depth++
	defer func() { s.depth-- }()
	switch {
	case s.room < 0:
		s.full()
	case s.depth > mostNested:
		s.cannot("its archives are nested more than %d deep", mostNested)
	default:
		s.contents(name, data)
	}
}

func (s *scan) full() { s.cannot("it contains more than %d MiB", mostUnpacked>>20) }

// cannot records that a part of the file could not be searched, with the entry it is in.
func (s *scan) cannot(format string, args ...any) {
	why := fmt.Sprintf(format, args...)
	if place := s.place(); place != "" {
		why = place + ": " + why
	}
	s.unsearched = append(s.unsearched, why)
}

// place names the entry that is being searched, by number: names of entries may be what is withheld.
func (s *scan) place() string { return strings.Join(s.entry, ", ") }
