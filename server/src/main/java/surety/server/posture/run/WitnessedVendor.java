package surety.server.posture.run;

import java.time.Instant;
import java.util.List;
import surety.server.posture.probe.RecordingVendor;

/// A vendor whose request log, which the target wrote by calling, is remembered.
record WitnessedVendor(RecordingVendor vendor, Witness witness) implements RecordingVendor {

  @Override
  public String connector() {
    return vendor.connector();
  }

  @Override
  public String url() {
    return vendor.url();
  }

  @Override
  public String token() {
    return vendor.token();
  }

  @Override
  public String rotateToken() {
    return vendor.rotateToken();
  }

  @Override
  public void plant(int minutes, String mark) {
    vendor.plant(minutes, mark);
  }

  @Override
  public void up(boolean answers) {
    vendor.up(answers);
  }

  @Override
  public List<Request> requests(Instant since) {
    List<Request> requests = vendor.requests(since);
    requests.forEach(witness::saw);
    return requests;
  }

  @Override
  public String state() {
    return vendor.state();
  }
}
