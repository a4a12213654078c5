package output

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"github.com/andybalholm/brotli"
)

// TestPacked: a text weighs what a writer of its own, which looks back as far as any, makes of it, whatever was weighed before.
func TestPacked(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	words := make([]byte, 600_000)
	for i := range words {
		words[i] = "etaoin shrdlu\n"[random.IntN(14)]
	}
	noise := make([]byte, 5000)
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	for range 2 {
		for _, text := range [][]byte{words, noise, words[:5000], nil, bytes.Repeat(words[:3000], 40), words[:100]} {
			for _, quality := range []int{Quickest, 5, brotli.BestCompression} {
				if quality > Quickest && len(text) > len(words)/2 {
					continue // which takes long
				}
				var whole bytes.Buffer
				w := brotli.NewWriterLevel(&whole, quality)
				w.Write(text)
				w.Close()
				if got, want := Packed(text, quality), min(whole.Len(), len(text)); got != want {
					t.Errorf("%d bytes weigh %d at quality %d, want %d", len(text), got, quality, want)
				}
			}
		}
	}
}
