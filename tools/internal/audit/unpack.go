package audit

import (
	"archive/zip"
	"bytes"
	"compress/bzip2"
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
)

// unpacked bounds how much of one file is unpacked, and nested how deep: a small archive can hold more than any memory.
const (
	unpacked = 64 << 20
	nested   = 8
)

// zipped lists the formats that are ZIP archives by another name; sealed those that are not opened here.
var (
	zipped = []string{".zip", ".xlsx", ".xlsm", ".docx", ".pptx", ".odt", ".ods", ".odp", ".epub", ".jar"}
	sealed = []string{".7z", ".rar", ".xz", ".zst", ".lz", ".lz4", ".cab"}
)

// contents searches what is in a file, whatever its kind. A tar archive needs no opening: its files stand in it as they
// are, and so do their names.
func (s *search) contents(name string, data []byte) {
	if s == nil {
		return
	}
	s.attached(data)
	kind := strings.ToLower(path.Ext(name))
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), slices.Contains(zipped, kind):
		s.zip(data)
	case bytes.HasPrefix(data, []byte{0x1f, 0x8b}), kind == ".gz":
		r, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			s.cannot("%v", err)
			return
		}
		s.words([]byte(r.Name + "\x00" + r.Comment))
		s.stream(strings.TrimSuffix(name, path.Ext(name)), r)
	case bytes.HasPrefix(data, []byte("BZh")), kind == ".bz2":
		s.stream(strings.TrimSuffix(name, path.Ext(name)), bzip2.NewReader(bytes.NewReader(data)))
	case kind == ".br":
		s.stream(strings.TrimSuffix(name, path.Ext(name)), brotli.NewReader(bytes.NewReader(data)))
	case bytes.HasPrefix(data, []byte("%PDF-")):
		s.words(data)
		s.pdf(data)
	case slices.Contains(sealed, kind):
		s.words(data)
		s.cannot("a %s file is not opened", kind)
	default:
		if text, ok := fromUTF16(data); ok {
			s.text(text, 0, true)
		}
		if parsers[kind] == nil && !slices.Contains(texts, kind) && isBinary(data) {
			s.words(data)
			return
		}
		s.text(data, 0, true)
	}
}

// texts are read as text whatever is in them. So is every file that the rules parse, and every other without a NUL.
var texts = []string{".txt", ".csv", ".tsv", ".md", ".js", ".mjs", ".ics", ".vtt"}

func isBinary(data []byte) bool { return bytes.IndexByte(data, 0) >= 0 }

func (s *search) zip(data []byte) {
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
		s.unzip(entry)
		s.entry = s.entry[:len(s.entry)-1]
	}
}

func (s *search) unzip(entry *zip.File) {
	// The first flag says that the entry is encrypted (APPNOTE 4.4.4).
	if entry.Flags&1 != 0 {
		s.cannot("it is encrypted")
		return
	}
	r, err := entry.Open()
	if err != nil {
		s.cannot("%v", err)
		return
	}
	defer r.Close()
	s.stream(entry.Name, r)
}

// pdf searches the streams of a PDF: its title may stand in one, and the words of its pages do, as strings in brackets
// with numbers between them. Words in a font with a numbering of its own cannot be read here; an attached PDF is found
// by its bytes.
func (s *search) pdf(data []byte) {
	for _, at := range pdfStream.FindAllIndex(data, -1) {
		r, err := zlib.NewReader(bytes.NewReader(data[at[1]:]))
		if err != nil {
			continue // packed in another way, such as a picture
		}
		text, _ := io.ReadAll(io.LimitReader(r, max(s.room, 0)))
		s.room -= int64(len(text))
		s.words(text)
		s.words(bytes.Join(pdfString.FindAll(text, -1), nil))
	}
	if s.room <= 0 {
		s.full()
	}
}

var (
	pdfStream = regexp.MustCompile(`\bstream\r?\n`)
	pdfString = regexp.MustCompile(`\((?:[^()\\]|\\.)*\)`)
)

// stream searches what a packed file holds.
func (s *search) stream(name string, r io.Reader) {
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

// within searches a file that stands in the one that is searched.
func (s *search) within(name string, data []byte) {
	s.room -= int64(len(data))
	s.depth++
	defer func() { s.depth-- }()
	switch {
	case s.room < 0:
		s.full()
	case s.depth > nested:
		s.cannot("its archives are nested more than %d deep", nested)
	default:
		s.contents(name, data)
	}
}

func (s *search) full() { s.cannot("it holds more than %d MiB", unpacked>>20) }

// cannot notes that a part of the file could not be searched, with the entry it is in.
func (s *search) cannot(format string, args ...any) {
	why := fmt.Sprintf(format, args...)
	if place := s.place(); place != "" {
		why = place + ": " + why
	}
	if !slices.Contains(s.unsearch, why) {
		s.unsearch = append(s.unsearch, why)
	}
}

// place names the entry that is being searched, by number: names of entries may be what is withheld.
func (s *search) place() string { return strings.Join(s.entry, ", ") }
