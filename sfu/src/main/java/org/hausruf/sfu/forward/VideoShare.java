package org.hausruf.sfu.forward;

import org.hausruf.sfu.allocate.VideoDemand;
import org.hausruf.sfu.track.FrameRates;
import org.hausruf.sfu.track.LayerRates;

/// One video's share of a subscriber's line: which forms of it come in and what they cost, and which of them it gets.
/// Confined to the loop; allocates nothing after construction.
final class VideoShare {
    private static final int ALL_LAYERS = Integer.MAX_VALUE;

    private final SubscribedTrack track;
    private final VideoDemand demand = new VideoDemand();
    private final int[] stepLayers = new int[VideoDemand.MAX_STEPS];
    private final int[] stepTemporalLayers = new int[VideoDemand.MAX_STEPS];
    private final long[] stepCosts = new long[VideoDemand.MAX_STEPS];
    private int steps;
    private int layer = ALL_LAYERS;
    private int temporalLayer = FrameRates.ALL;

    VideoShare(SubscribedTrack track) {
        this.track = track;
    }

    SubscribedTrack track() {
        return track;
    }

    /// Whether anything is to be sent of it.
    boolean wanted() {
        PublishedTrack source = track.source();
        return track.enabled() && !source.muted() && !source.ended();
    }

    /// What it wants, as things come in now.
    VideoDemand look() {
        PublishedTrack source = track.source();
        PublishedLayer lowest = source.best(0);
        steps = 0;
        if (source.settings().codec().vp8()) fewerFrames(lowest.index(), lowest.rates());
        step(lowest.index(), FrameRates.ALL, lowest.rates());
        int highest = source.best(track.maxLayer()).index();
        for (int i = lowest.index() + 1; i <= highest; i++) {
            if (source.comesIn(i)) step(i, FrameRates.ALL, source.layers()[i].rates());
        }
        demand.reset(track.priority(), currentStep());
        for (int i = 0; i < steps; i++) demand.add(stepCosts[i]);
        return demand;
    }

    private void fewerFrames(int lowest, LayerRates rates) {
        int highest = FrameRates.ALL;
        while (highest > 0 && !rates.has(highest)) highest--;
        for (int i = 0; i < highest; i++) {
            if (rates.has(i)) step(lowest, i, rates);
        }
    }

    private void step(int stepLayer, int stepTemporalLayer, LayerRates rates) {
        long cost = rates.bitsPerSecond(stepTemporalLayer);
        stepLayers[steps] = stepLayer;
        stepTemporalLayers[steps] = stepTemporalLayer;
        stepCosts[steps] = steps == 0 ? cost : Math.max(cost, stepCosts[steps - 1]);
        steps++;
    }

    private int currentStep() {
        if (track.paused()) return VideoDemand.PAUSED;
        int current = 0;
        for (int i = 1; i < steps; i++) {
            boolean below = stepLayers[i] < layer;
            if (below || (stepLayers[i] == layer && stepTemporalLayers[i] <= temporalLayer)) current = i;
        }
        return current;
    }

    /// Gives it what its demand has got.
    void take() {
        int step = demand.step();
        if (step == VideoDemand.PAUSED) {
            track.setPaused(true);
        } else {
            limit(stepLayers[step], stepTemporalLayers[step]);
            track.setPaused(false);
        }
    }

    /// Nothing more than its lowest layer, until more is known.
    void begin() {
        limit(0, FrameRates.ALL);
    }

    /// All that its subscriber wants.
    void free() {
        limit(ALL_LAYERS, FrameRates.ALL);
        track.setPaused(false);
    }

    private void limit(int toLayer, int toTemporalLayer) {
        layer = toLayer;
        temporalLayer = toTemporalLayer;
        track.limit(toLayer, toTemporalLayer);
    }

    /// Whether less of it cannot be sent, but nothing.
    boolean cheapest() {
        return demand.step() <= 0;
    }
}
