package output

import (
	"bytes"
	"math/bits"
	"sync"

	"github.com/andybalholm/brotli"
)

// Quickest is the quality of brotli that takes the least time.
const Quickest = 1

// Packed returns the size of a text after brotli of a quality from 1, the quickest, to 11. What does not get smaller is sent as it is.
func Packed(text []byte, quality int) int {
	var packed bytes.Buffer // which takes everything
	var w *brotli.Writer
	if quality == Quickest { // where most of the time would go into memory for the next page
		w = quick.Get().(*brotli.Writer)
		defer quick.Put(w)
		w.Reset(&packed)
	} else {
		w = brotli.NewWriterOptions(&packed, brotli.WriterOptions{Quality: quality, LGWin: window(text)})
	}
	_, _ = w.Write(text)
	_ = w.Close()
	return min(packed.Len(), len(text))
}

var quick = sync.Pool{New: func() any { return brotli.NewWriterLevel(nil, Quickest) }}

// window returns how far back brotli looks, as a power of two: over the whole text, and no further, which would take memory for nothing.
func window(text []byte) int { return min(max(bits.Len(uint(len(text)+16)), 18), 22) }
